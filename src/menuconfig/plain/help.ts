export const PLAIN_HELP = `What can be typed:
  3            open row 3: a menu, a choice, a value; an option takes its next value
  y 3   3=y    build row 3 in; n 3 leaves it out, m 3 makes a module; several: y 3 5 7
  3=text       give row 3 this value
  ? 3          help on row 3
  w 3   f 3    why it has its value, or cannot be set; what would have to change
  /text        search names, prompts and help; /re/ is a regular expression
  b            back to the menu before
  z            show, or hide again, what cannot be set now
  d            what differs from the saved file
  u   r        undo the last change; make it again
  s   s FILE   save; save in another file
  l FILE       load another configuration
  t            the next tree: Buildroot, the kernel, BusyBox
  c            what the changes will cost
  q            leave, asking first if something is not saved
  an empty line shows the rows again
What the marks say: [*] <*> built in, <M> module, [ ] < > left out, -*- set by other options,
(value) a text or number, (NEW) not in the file that was read, ---> a menu.`;
