/**
 * Attributes of yes and no that Pelcro answers as 0 and 1, as its columns have them; the others are true or false, and
 * some of both are null where nobody has ever said yes or no. Of `has_password`, `cancel_at_period_end`,
 * `address_required` and `active` a number was seen, of `auto_renew` a boolean, of `email_confirm` and `mail_marketing`
 * null; the others are a guess, so that every client meets all forms. Reference: amendments, 4.
 */
const AS_NUMBERS = new Set(
	`active address_required all_events_enabled cancel_at_period_end email_confirm email_hardbounce has_password
	is_default is_hidden is_imported mail_marketing phone_confirm shipments_undeliverable shippable tele_marketing`.split(
		/\s+/,
	),
);

/** Whether the attribute's column is answered as it is: 0 or 1. */
export const isNumber = (attribute: string): boolean => AS_NUMBERS.has(attribute);

/**
 * A record, or several, as Pelcro answers them: in it, and in all records in it, yes and no in the form of their
 * attribute. Metadata is the user's own and stays.
 *
 * @param justSent attributes whose new value the request brought: the framework answers it as it was sent
 */
export function withYesNo(value: unknown, justSent: ReadonlySet<string> = new Set()): unknown {
	if (Array.isArray(value)) return value.map((entry) => withYesNo(entry));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]: [string, unknown]) => {
			if (name === 'metadata') return [name, inner];
			if (typeof inner !== 'boolean') return [name, withYesNo(inner)];
			return [name, isNumber(name) && !justSent.has(name) ? Number(inner) : inner];
		}),
	);
}
