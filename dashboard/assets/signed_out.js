// A tab whose teacher has signed out elsewhere shows the sign-in page at its next question, and
// comes back to where it was.
(() => {
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    // A note that is not saved yet stays on its page, which says so and keeps trying.
    const isNote = String(request[0]).endsWith("/note");
    if (answer.status === 401 && !isNote) location.reload();
    return answer;
  };
})();
