import { PelcroRequestError, retold } from '../../../../transport/failures/requestError';
import type { PelcroOperation, PelcroProperty } from '../../../shared/types';
import { isField } from '../../request/buildRequest';

/** What an operation's form calls things. */
interface Wording {
	labels: ReadonlyMap<string, Label>;
	/** What is written in sentences in place of what, in this order. */
	replacements: ReadonlyArray<{ pattern: RegExp; words: string }>;
}

/** Compiled at an operation's first refusal: a run can have thousands of them. */
const wordings = new WeakMap<PelcroOperation, Wording>();

/** What the form calls one of Pelcro's properties, and in which collection it is. */
interface Label {
	name: string;
	place: string | undefined;
	/** What it calls the values that can be chosen there. */
	choices: ReadonlyMap<string, string>;
}

/**
 * A refusal in the form's words: Pelcro names its own properties ('source_id: The source id field is required'), the
 * user looks for 'Payment Method'. Pelcro's names stay in `fieldErrors`.
 *
 * @param cleared properties that the call was to empty, since the item's fields were
 */
export function inFormWords(
	error: unknown,
	operation: PelcroOperation,
	cleared: readonly string[] = [],
): unknown {
	if (!(error instanceof PelcroRequestError)) return error;
	if (Object.keys(error.fieldErrors).length === 0) return error;
	const wording = wordingOf(operation);
	const worded = (text: string): string =>
		text
			.split('\n')
			.map((line) => lineInFormWords(line, wording))
			.join('\n');
	const emptied = Object.keys(error.fieldErrors).filter((property) => cleared.includes(property));
	const ofEmptied = emptied.map((property) => `${notEmptied(property, wording)}\n`).join('');
	return retold(error, {
		message: worded(error.message),
		description: `${ofEmptied}${worded(error.description)}`,
	});
}

/** Who maps a column with empty cells hardly means to clear anything. */
function notEmptied(property: string, { labels }: Wording): string {
	return `'${labels.get(property)?.name ?? property}' is empty in this item, which clears it, and Pelcro does not take that here. To leave it as it is, let the expression find nothing: {{ $json.column || undefined }}.`;
}

function wordingOf(operation: PelcroOperation): Wording {
	const known = wordings.get(operation);
	if (known !== undefined) return known;
	const labels = labelsOf(operation);
	const wording = { labels, replacements: [...labels].flatMap(replacementsOf) };
	wordings.set(operation, wording);
	return wording;
}

function labelsOf(operation: PelcroOperation): Map<string, Label> {
	const labels = new Map<string, Label>();
	const note = (field: PelcroProperty, place?: string): void => {
		const property = field.routing?.send?.property;
		if (property === undefined || labels.has(property)) return;
		labels.set(property, { name: field.displayName, place, choices: choicesOf(field) });
	};
	for (const field of operation.fields) {
		note(field);
		if (field.type !== 'collection') continue;
		for (const own of (field.options ?? []).filter(isField)) note(own, field.displayName);
	}
	return labels;
}

/** Values of several words only: one word alone could be any word of a sentence. */
function choicesOf({ options = [] }: PelcroProperty): Map<string, string> {
	return new Map(
		options.flatMap((option) =>
			'value' in option && typeof option.value === 'string' && option.value.includes('_')
				? [[option.value, option.name] as const]
				: [],
		),
	);
}

/** Pelcro's framework writes a property in sentences with spaces: 'The source id field is required'. */
function replacementsOf([property, { name, choices }]: [string, Label]): Wording['replacements'] {
	const ofChoices = [...choices].map(([value, choice]) => ({
		pattern: new RegExp(`\\b${value}\\b`, 'g'),
		words: choice,
	}));
	// One word alone could be any word of the sentence.
	const isOneWord = !property.includes('_');
	const words = isOneWord ? `The ${property} field` : property.replace(/_/g, ' ');
	const pattern = new RegExp(`\\b${words}\\b`, 'g');
	return [...ofChoices, { pattern, words: isOneWord ? `The ${name} field` : name }];
}

function lineInFormWords(line: string, wording: Wording): string {
	const [start = '', property = '', row = ''] = /^(\w+)( row \d+)?: /.exec(line) ?? [];
	const label = wording.labels.get(property);
	if (label === undefined) return sentenceInFormWords(line, wording);
	const place = label.place === undefined ? '' : `, under ${label.place}`;
	const sentence = line.slice(start.length);
	return `${label.name}${row}${place}: ${sentenceInFormWords(sentence, wording)}`;
}

function sentenceInFormWords(sentence: string, { replacements }: Wording): string {
	return replacements.reduce(
		(worded, { pattern, words }) => worded.replace(pattern, () => words),
		sentence,
	);
}
