// Says below a text of limited length how many characters are left. Pages work
// without it: the browser stops at the limit, and the server checks it.
for (const control of document.querySelectorAll("textarea[maxlength]")) {
  const left = document.createElement("output"); // which screen readers read out
  left.htmlFor = control.id;
  control.after(left);

  const show = () => {
    const n = control.maxLength - control.value.length;
    left.textContent = n === 1 ? "1 character left" : `${n.toLocaleString("en")} characters left`;
  };
  let wait; // until the typing pauses, so that not every letter is announced
  control.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 400);
  });
  show();
}
