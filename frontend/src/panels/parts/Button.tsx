import { Tooltip } from "@mantine/core";
import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: LucideIcon;
  /** "primary", "quiet", "compact", … as in controls.css. */
  look?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ icon: Icon, look = "", className = "", children, ref, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`btn ${look} ${className}`} ref={ref} {...rest}>
      {Icon && <Icon className="icon" aria-hidden="true" />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonProps {
  icon: LucideIcon;
  name: string;
  keys?: string;
  framed?: boolean;
  /** By which a command finds the button that does it. */
  "data-act"?: string;
}

/** An icon alone: its name and key are the tooltip. */
export function IconButton({ name, keys, look = "", framed = false, ...rest }: IconButtonProps) {
  const tip = (
    <>
      {name}
      {keys && <kbd>{keys}</kbd>}
    </>
  );
  return (
    <Tooltip label={tip} openDelay={400} classNames={{ tooltip: "tooltip" }}>
      <Button look={`${framed ? "" : "quiet "}square ${look}`} aria-label={name} {...rest} />
    </Tooltip>
  );
}
