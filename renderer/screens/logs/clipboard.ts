/**
 * Puts a text into the clipboard, as an answer to a key or a click. The page has no permission to use the clipboard
 * whenever it likes; what a person asks to copy at this moment it may.
 */
export function copyText(text: string): 'copied' | 'refused' {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true, capture: true });
  // The other way needs the permission that every page is refused.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  document.removeEventListener('copy', put, { capture: true });
  return done ? 'copied' : 'refused';
}
