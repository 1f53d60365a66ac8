/* What is copied of a terminal: the commands, without their prompts and what they print. */
document$.subscribe(() => {
  for (const block of document.querySelectorAll(".language-console")) {
    const typed = block.textContent
      .split("\n")
      .filter((line) => line.startsWith("$ "))
      .map((line) => line.slice(2).replace(/  # exit status \d+$/, ""));
    const button = block.querySelector(".md-clipboard, .md-code__button");
    if (typed.length && button) {
      button.setAttribute("data-clipboard-text", typed.join("\n"));
      button.removeAttribute("data-clipboard-target");
    }
  }
});
