// A tab whose teacher has signed out elsewhere shows the sign-in page at its next question, and
// comes back to where it was.
(() => {
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (answer.status === 401) location.reload();
    return answer;
  };
})();
