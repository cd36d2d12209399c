// A tab whose teacher has signed out elsewhere shows the sign-in page at Dash's next question, and
// comes back to where it was. Other questions, such as that of a note, say so on the page themselves.
(() => {
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (answer.status === 401 && answer.url.includes("/_dash")) location.reload();
    return answer;
  };
})();
