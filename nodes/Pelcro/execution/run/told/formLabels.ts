import { PelcroRequestError, retold } from '../../../../transport/failures/requestError';
import type { PelcroOperation, PelcroProperty } from '../../../shared/types';
import { isField } from '../../request/buildRequest';

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
 */
export function inFormWords(error: unknown, operation: PelcroOperation): unknown {
	if (!(error instanceof PelcroRequestError)) return error;
	if (Object.keys(error.fieldErrors).length === 0) return error;
	const labels = labelsOf(operation);
	const worded = (text: string): string =>
		text
			.split('\n')
			.map((line) => lineInFormWords(line, labels))
			.join('\n');
	return retold(error, {
		message: worded(error.message),
		description: worded(error.description),
	});
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

function lineInFormWords(line: string, labels: ReadonlyMap<string, Label>): string {
	const [start = '', property = '', row = ''] = /^(\w+)( row \d+)?: /.exec(line) ?? [];
	const label = labels.get(property);
	if (label === undefined) return sentenceInFormWords(line, labels);
	const place = label.place === undefined ? '' : `, under ${label.place}`;
	const sentence = line.slice(start.length);
	return `${label.name}${row}${place}: ${sentenceInFormWords(sentence, labels)}`;
}

/** Pelcro's framework writes a property in sentences with spaces: 'The source id field is required'. */
function sentenceInFormWords(sentence: string, labels: ReadonlyMap<string, Label>): string {
	let worded = sentence;
	for (const [property, { name, choices }] of labels) {
		for (const [value, choice] of choices) {
			worded = worded.replace(new RegExp(`\\b${value}\\b`, 'g'), () => choice);
		}
		// One word alone could be any word of the sentence.
		const words = property.includes('_') ? property.replace(/_/g, ' ') : `The ${property} field`;
		const replacement = property.includes('_') ? name : `The ${name} field`;
		worded = worded.replace(new RegExp(`\\b${words}\\b`, 'g'), () => replacement);
	}
	return worded;
}
