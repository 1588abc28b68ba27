import { Popover } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useStore } from "zustand";
import { count } from "../../store/format";
import { type Choice, changeRecipe, MOST_STEPS, OPTIMISERS, recipeStore } from "../../store/recipe";
import { t } from "../../words";
import { Button } from "../parts/Button";

const CHOICES = Object.keys(OPTIMISERS) as Choice[];
const nameOf = (choice: Choice) => (choice === "auto" ? t("shell:automatic") : OPTIMISERS[choice]);

/** How the next training will go. */
export function RecipePopover() {
  const { steps, sparsity, optimiser } = useStore(recipeStore);
  const name = t("shell:settings", { steps: count(steps), optimiser: nameOf(optimiser), sparsity });
  return (
    <Popover position="bottom-end" offset={6} trapFocus classNames={{ dropdown: "floating" }}>
      <Popover.Target>
        <Button aria-label={name} title={name}>
          {t("shell:steps", { steps: count(steps) })}
          <ChevronDown className="icon" aria-hidden="true" />
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack" style={{ width: 200 }}>
          <NumberField
            label={t("shell:stepsField")}
            value={steps}
            min={1}
            max={MOST_STEPS}
            step={50}
            change={(value) => changeRecipe({ steps: value })}
          />
          <NumberField
            label={t("shell:sparsity")}
            value={sparsity}
            min={0}
            step={0.001}
            change={(value) => changeRecipe({ sparsity: value })}
          />
          <OptimiserField value={optimiser} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max?: number;
  step: number;
  change: (value: number) => void;
}

function NumberField({ label, value, min, max = Number.MAX_VALUE, step, change }: NumberFieldProps) {
  const take = (text: string) => {
    const typed = Number(text);
    if (text === "" || !Number.isFinite(typed) || typed < min) return;
    change(Math.min(max, min === 1 ? Math.round(typed) : typed));
  };
  return (
    <label>
      {label}
      <span className="field">
        <input
          type="number"
          defaultValue={value}
          min={min}
          step={step}
          onChange={(event) => take(event.target.value)}
        />
      </span>
    </label>
  );
}

function OptimiserField({ value }: { value: Choice }) {
  return (
    <label>
      {t("shell:optimiser")}
      <span className="field">
        <select value={value} onChange={(event) => changeRecipe({ optimiser: event.target.value as Choice })}>
          {CHOICES.map((id) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
