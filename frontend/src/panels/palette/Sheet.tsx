import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useLayoutEffect,
  useRef,
} from "react";
import { dismiss } from "./summon";

interface Props {
  name: string;
  className: string;
  children: ReactNode;
}

/** A dialog over everything: the browser keeps the focus inside and gives it back to where it was. */
export function Sheet({ name, className, children }: Props) {
  const dialog: Ref<HTMLDialogElement> = useRef(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dismiss();
  };
  const outside = (event: PointerEvent) => event.target === event.currentTarget && dismiss();
  return (
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-label={name}
      onKeyDown={press}
      onPointerDown={outside}
      onClose={(event) => !event.currentTarget.open && dismiss()}
    >
      <div className="sheet-body">{children}</div>
    </dialog>
  );
}
