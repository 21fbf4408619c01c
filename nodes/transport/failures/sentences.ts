import type { ErrorBody } from './errorBody';
import { saysSomething } from './errorTexts';
import type { FieldErrors } from './requestError';

/**
 * Sentences of Pelcro's framework (Laravel) in words that say something to the user. The framework's, not Pelcro's:
 * read on a real one (docs/compared, amendment 14).
 */

/** The sentence for several wrong fields is that of the first one and a number. */
const COUNTS_FURTHER = /\(and \d+ more errors?\)$/;

const NO_RECORD = /No query results for model \[([\w\\]+)\]\.?\s*(.*)$/;

const NO_ROUTE =
	/\broute\b.* (could not be found|not found|is not defined)|method is not supported for/i;

/** What Pelcro calls records whose model has another name; a guess. */
const MODELS: Readonly<Record<string, string>> = {
	user: 'customer',
	source: 'payment method',
	membership: 'member',
};

/** Whether the sentence is the framework's for an address that it does not have, or not for this method. */
export function isNoRoute(message: string): boolean {
	return NO_ROUTE.test(message);
}

/** The sentence that tells most: Pelcro's own; where that only counts or says nothing, the first field's. */
export function bestSentence({ message, fieldErrors }: ErrorBody): string {
	const [first = ''] = linesOf(fieldErrors);
	const own = COUNTS_FURTHER.test(message) && first !== '' ? '' : message;
	return plain(saysSomething(own) ? own : first);
}

/** One line for each text, led by the field that it is about: `email: …`, `items row 2: …`. */
export function linesOf(fieldErrors: FieldErrors): string[] {
	return Object.entries(fieldErrors).flatMap(([field, texts]) =>
		texts.map((text) => {
			const sentence = plain(withoutPath(text, field));
			return field === '' ? sentence : `${placeOf(field)}: ${sentence}`;
		}),
	);
}

/** 'No query results for model [App\Models\Customer] 99' is 'Pelcro has no such customer: 99'. */
function plain(sentence: string): string {
	const [, model, ids = ''] = NO_RECORD.exec(sentence) ?? [];
	if (model === undefined) return sentence;
	const words = (model.split('\\').pop() ?? '').replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
	const name = MODELS[words] ?? (words || 'record');
	return `Pelcro has no such ${name}${ids === '' ? '' : `: ${ids}`}`;
}

/** `items.1.sku_id` is row 2 of the items. */
function placeOf(field: string): string {
	if (!/\.\d+(\.|$)/.test(field)) return field;
	return field
		.replace(/\.(\d+)(?=\.|$)/g, (_match, index: string) => ` row ${Number(index) + 1}`)
		.replace(/\.[^.]*$/, '');
}

/** The framework names a field within a list by its whole path, with spaces for underscores; its own name is enough. */
function withoutPath(text: string, field: string): string {
	const name =
		field
			.split('.')
			.filter((part) => !/^\d+$/.test(part))
			.pop() ?? '';
	if (name === field) return text;
	return text.split(field).join(name).split(field.replace(/_/g, ' ')).join(name);
}
