/** Puts text on the clipboard; false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands text to the browser as a file. */
export const saveText = (text: string, name: string, kind = "text/plain") =>
  saveBlob(new Blob([text], { type: `${kind};charset=utf-8` }), name);

/** The same with bytes. */
export const saveBytes = (bytes: Uint8Array<ArrayBuffer>, name: string) =>
  saveBlob(new Blob([bytes], { type: "application/octet-stream" }), name);

/** The same with what is a blob already. */
export function saveBlob(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
