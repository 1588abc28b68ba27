import { Modal, type ModalProps } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../../words";

interface Props {
  title: string;
  size: ModalProps["size"];
  leave: () => void;
  /** Classes of the whole and of what is in it. */
  look?: { content?: string; body?: string };
  children: ReactNode;
}

/** A dialog over the page. Its head is no banner: a page has one, and it is the top bar. */
export function Dialog({ title, size, leave, look, children }: Props) {
  return (
    <Modal
      opened
      onClose={leave}
      title={title}
      centered
      size={size}
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeButtonProps={{ "aria-label": t("parts:close") }}
      attributes={{ header: { role: "presentation" } }}
      classNames={{
        content: `floating ${look?.content ?? ""}`.trim(),
        header: "modal-head",
        body: look?.body ?? "",
      }}
    >
      {children}
    </Modal>
  );
}
