import { SUCCESS_STATUS } from '../model/guesses';
import type { Collection } from '../store/collection';
import type { Answer } from './answers';
import type { Call } from './call';

interface Filter {
	attribute: string;
	operator: 'eq' | 'like' | 'has';
	alternative: boolean;
	values: string[];
}

/** Of a long list the navigation shows only so many pages. */
const MOST_BUTTONS = 10;

const FILTER_KEY = /^filter\[(.+)\]$/;
const FILTER_VALUE = /^(?:(or)?(eq|like|has):)?(.*)$/s;

/** Reads the `filter[...]` parameters of a query. */
function filtersOf(
	query: Readonly<Record<string, unknown>>,
	aliases: Record<string, string>,
): Filter[] {
	return Object.entries(query).flatMap(([key, given]) => {
		const attribute = FILTER_KEY.exec(key)?.[1];
		const parts = FILTER_VALUE.exec(String(given));
		if (attribute === undefined || parts === null) return [];
		const [, or, operator = 'eq', values = ''] = parts;
		return {
			attribute: aliases[attribute] ?? attribute,
			// the pattern lets only these three through
			operator: operator as Filter['operator'],
			alternative: or !== undefined,
			values: values.split(',').map((value) => value.trim().toLowerCase()),
		};
	});
}

/** Value at an attribute or at `metadata.key`. */
function valueAt(record: object, path: string): unknown {
	let value: unknown = record;
	for (const step of path.split('.')) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = (value as Record<string, unknown>)[step];
	}
	return value;
}

/** SQL's `like '%part%'`: `%` in it stands for any text, `_` for any character. */
function isLike(text: string, part: string): boolean {
	const pattern = part
		.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
		.replace(/%/g, '.*')
		.replace(/_/g, '.');
	return new RegExp(pattern, 's').test(text);
}

function holds(record: object, filter: Filter): boolean {
	const value = valueAt(record, filter.attribute);
	if (value === undefined || value === null) return false;
	if (filter.operator === 'has') {
		const keys = Object.keys(value).map((key) => key.toLowerCase());
		return filter.values.some((key) => keys.includes(key));
	}
	// in a column, yes and no are 1 and 0
	const text = String(typeof value === 'boolean' ? Number(value) : value).toLowerCase();
	return filter.operator === 'eq'
		? filter.values.includes(text)
		: filter.values.some((part) => isLike(text, part));
}

function matches(record: object, all: Filter[], any: Filter[]): boolean {
	return (
		(all.length > 0 && all.every((filter) => holds(record, filter))) ||
		any.some((filter) => holds(record, filter))
	);
}

/** The records among which all matches are: by an index where a filter allows it. */
function candidates<R extends { id: number }>(collection: Collection<R>, all: Filter[]) {
	const indexed = all.find(
		({ operator, attribute }) => operator === 'eq' && collection.isIndexed(attribute),
	);
	if (indexed === undefined) return collection.records;
	const attribute = indexed.attribute as keyof R & string;
	const found = indexed.values.flatMap((value) => [
		...collection.having(attribute, value),
		...(/^\d+$/.test(value) ? collection.having(attribute, Number(value)) : []),
	]);
	return [...new Set(found)].sort((a, b) => a.id - b.id);
}

function filtered<R extends { id: number }>(collection: Collection<R>, filters: Filter[]) {
	if (filters.length === 0) return collection.records;
	const any = filters.filter(({ alternative }) => alternative);
	const all = filters.filter(({ alternative }) => !alternative);
	const source = any.length === 0 ? candidates(collection, all) : collection.records;
	return source.filter((record) => matches(record, all, any));
}

function compareValues(a: unknown, b: unknown): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a ?? '')
		.toLowerCase()
		.localeCompare(String(b ?? '').toLowerCase(), 'en');
}

function sorted<R extends object>(
	records: readonly R[],
	sort: unknown,
	derived: (record: R) => object = (record) => record,
): readonly R[] {
	if (typeof sort !== 'string' || sort === 'id') return records;
	const keys = sort.split(',').map((key) => ({
		attribute: key.replace(/^-/, ''),
		direction: key.startsWith('-') ? -1 : 1,
	}));
	const values = new Map(records.map((record) => [record, derived(record)]));
	const at = (record: R, attribute: string) => valueAt(values.get(record) ?? record, attribute);
	return [...records].sort((a, b) => {
		for (const { attribute, direction } of keys) {
			const order = compareValues(at(a, attribute), at(b, attribute));
			if (order !== 0) return order * direction;
		}
		return 0;
	});
}

/** The framework's paginator knows the page only: filters, limit and site are lost in its links. */
const pageLink = (call: Call, page: number) => `${call.address}?page=${page}`;

/** What a page's own navigation would show; the framework sends it along. */
function pageButtons(call: Call, page: number, last: number) {
	const button = (label: string, to: number, active = false) => ({
		url: to < 1 || to > last ? null : pageLink(call, to),
		label,
		active,
	});
	const numbers = Array.from({ length: Math.min(last, MOST_BUTTONS) }, (_, index) => index + 1);
	return [
		button('&laquo; Previous', page - 1),
		...numbers.map((number) => button(String(number), number, number === page)),
		button('Next &raquo;', page + 1),
	];
}

/** Puts one page of records into the list envelope. */
export function paged<R>(
	call: Call,
	records: readonly R[],
	view: (record: R) => unknown = (record) => record,
): Answer {
	const page = Number(call.query.page ?? 1);
	const perPage = Number(call.query.limit ?? 10);
	const start = (page - 1) * perPage;
	const shown = records.slice(start, start + perPage);
	const last = Math.max(1, Math.ceil(records.length / perPage));
	const body = {
		data: shown.map(view),
		links: {
			first: pageLink(call, 1),
			last: pageLink(call, last),
			prev: page > 1 ? pageLink(call, page - 1) : null,
			next: page < last ? pageLink(call, page + 1) : null,
		},
		meta: {
			current_page: page,
			from: shown.length > 0 ? start + 1 : null,
			last_page: last,
			links: pageButtons(call, page, last),
			path: call.address,
			per_page: perPage,
			to: shown.length > 0 ? start + shown.length : null,
			total: records.length,
		},
	};
	return { status: SUCCESS_STATUS, body };
}

/** What a resource adds to the common way of listing. */
interface ListOptions<R> {
	/** How a record is shown. */
	view?: (record: R) => unknown;
	/** A further condition, of query parameters that are no `filter[...]`. */
	wanted?: (record: R) => boolean;
	/** Stored attributes of filters that are called otherwise. */
	aliases?: Record<string, string>;
	/** The record with attributes to sort by that are worked out when they are asked for. */
	derived?: (record: R) => object;
}

/**
 * Answers a list request: filter, sort and page as the query says. Unfiltered and unsorted, only the
 * shown page is copied.
 */
export function listed<R extends { id: number }>(
	call: Call,
	collection: Collection<R>,
	{ view, wanted, aliases = {}, derived }: ListOptions<R> = {},
): Answer {
	const matching = filtered(collection, filtersOf(call.query, aliases));
	const records = wanted === undefined ? matching : matching.filter(wanted);
	return paged(call, sorted(records, call.query.sort, derived), view);
}
