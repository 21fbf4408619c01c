/** As the usual collations of databases compare: without regard to case and accents. */
const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** The text that a value stands for, without blanks around it, which Pelcro's framework cuts off. */
export function textOf(value: unknown): string {
	return String(value ?? '').trim();
}

/**
 * Whether a database may take two values for equal: many know no case, no accents and no blanks at the end.
 * Where Pelcro says that two are equal, this tells whether that can be meant.
 */
export function mayBeEqual(one: unknown, other: unknown): boolean {
	return collator.compare(textOf(one), textOf(other)) === 0;
}
