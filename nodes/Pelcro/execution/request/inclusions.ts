import type { PelcroRequest } from '../../../transport/request';
import { INCLUDED, INCLUDED_KINDS } from '../../shared/included';
import type { IncludedKind, Inclusion, PelcroOperation } from '../../shared/types';
import { expandedAttributes } from '../values/composed/expand';
import type { BuiltRequest, ReadField } from './buildRequest';

/** A related record that an item wants beside its own. */
export interface AskedInclusion extends Inclusion {
	kind: IncludedKind;
	/** Whether it is expanded for this alone, so that the record itself comes out as without. */
	isExpandedHere: boolean;
}

/** The related records that the item's switches ask for. */
export function askedInclusions(
	{ includes = {} }: PelcroOperation,
	read: ReadField,
	{ request, conditions }: Pick<BuiltRequest, 'request' | 'conditions'>,
): AskedInclusion[] {
	// A customer's own records come with the customer, in one call, which expands nothing further.
	const isWithin = conditions.some(({ field }) => field.condition?.within !== undefined);
	const expanded = expandedAttributes(relationsIn(request));
	return INCLUDED_KINDS.flatMap((kind) => {
		const inclusion = includes[kind];
		if (inclusion === undefined || read(INCLUDED[kind].field) !== true) return [];
		const { expand } = inclusion;
		const isExpandedHere = expand !== undefined && !isWithin && !expanded.includes(expand);
		return [{ ...inclusion, kind, isExpandedHere }];
	});
}

/** The request with the relations expanded that save reading the related records. */
export function withExpansions(
	request: PelcroRequest,
	asked: readonly AskedInclusion[],
): PelcroRequest {
	const further = asked.flatMap(({ expand, isExpandedHere }) =>
		isExpandedHere && expand !== undefined ? [expand] : [],
	);
	if (further.length === 0) return request;
	const expand = [...relationsIn(request), ...further].join(',');
	return { ...request, query: { ...request.query, expand } };
}

/** Expansions by the form are one text, those by Additional Query Parameters may be a list. */
function relationsIn({ query: { expand } = {} }: PelcroRequest): string[] {
	return [expand ?? []]
		.flat()
		.flatMap((names) => String(names).split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
