import { isDataObject } from '../dataObject';
import { DEEPEST_ERROR } from '../limits';

/** Characters that HTML writes as names or numbers; PHP's own escaping knows these. */
const ENTITIES: Readonly<Record<string, string>> = {
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#039;': "'",
	'&#39;': "'",
	'&nbsp;': ' ',
	'&amp;': '&',
};

/**
 * A value whose texts can be read by people: JSON within a text is that value, and what is marked up for a page is
 * the text alone. What is nested too deep to be told stays as it is.
 */
export function legible(value: unknown, depth = DEEPEST_ERROR): unknown {
	if (depth === 0) return value;
	if (typeof value === 'string') {
		const parsed = parsedText(value);
		return parsed === undefined ? withoutMarkup(value) : legible(parsed, depth - 1);
	}
	if (Array.isArray(value)) return value.map((entry: unknown) => legible(entry, depth - 1));
	if (!isDataObject(value)) return value;
	const entries = Object.entries(value);
	return Object.fromEntries(entries.map(([name, entry]) => [name, legible(entry, depth - 1)]));
}

/** @returns undefined for a text that is no JSON object or list */
function parsedText(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Only what begins like an element is one: a sentence may have a `<` of its own. */
function withoutMarkup(text: string): string {
	if (!/<\/?[a-z][^<>]*>|&(#0?39|[a-z]+);/i.test(text)) return text.trim();
	return text
		.replace(/<\/?[a-z][^<>]*>/gi, ' ')
		.replace(/&(#0?39|[a-z]+);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity)
		.replace(/\s+/g, ' ')
		.replace(/ (?=[.,;:!?])/g, '')
		.trim();
}
