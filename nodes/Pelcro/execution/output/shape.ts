import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { convertAmounts, type AmountOutput } from '../../../common/money/amounts';
import type { RelatedFields } from '../../description/operationIndex';
import type { PelcroResource } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import type { ItemCall } from '../request/itemCall';
import { expandedAttributes } from '../values/composed/expand';
import { withoutExpansions } from './included';
import { simplifyRecord } from './simplify';
import { withDaysInUtc } from '../../../common/days';
import { dayAttributes } from './days';
import { convertTimestamps, zoneOf } from '../../../common/timestamps';
import { withMetadataObjects } from './metadata';
import { withYesNo } from '../../../common/yesNo';
import { isTool } from '../../../common/tool';

/** Whose records are shaped, and for whom. */
export interface ShaperSource {
	resource: PelcroResource;
	related: RelatedFields;
	context: Pick<IExecuteFunctions, 'getTimezone'> & { getNode: () => Pick<INode, 'type'> };
	notes: { unknownCurrency: boolean };
}

/** How the item wants its amounts; that a currency is not known is noted for the user. */
export function amountOutputOf(
	{ notes }: Pick<ShaperSource, 'notes'>,
	{ amounts }: Pick<ItemCall, 'amounts'>,
): AmountOutput {
	return {
		...amounts,
		onUnknownCurrency: () => {
			notes.unknownCurrency = true;
		},
	};
}

/**
 * Makes records what the user wants: amounts and times as people write them, simplified (what was expanded and what the
 * call has sent stays, yes and no are true and false). An AI agent, which pays for each word and reads no Unix seconds,
 * always gets readable times and no empty attributes.
 */
export function shaperOf(
	source: ShaperSource,
	call: Pick<ItemCall, 'read' | 'options' | 'amounts' | 'included' | 'request' | 'files'>,
): (record: IDataObject) => IDataObject {
	const { resource, related, context } = source;
	const { read, options, included } = call;
	const { simplifiedFields } = resource;
	const fields =
		read('simplify') === true && simplifiedFields !== undefined
			? [
					...new Set([
						...simplifiedFields,
						...expandedAttributes(read('expand')),
						...sentAttributes(call),
					]),
				]
			: undefined;
	const tool = isTool(context.getNode());
	const zone = zoneOf(context.getTimezone());
	const days = dayAttributes(resource);
	const amountOutput = amountOutputOf(source, call);
	return (record) => {
		// Before anything is left out: the currency is in the record, or in one that is expanded.
		const converted = withMetadataObjects(convertAmounts(record, amountOutput));
		const whole = withoutExpansions(converted, included);
		const chosen = fields === undefined ? whole : withYesNo(simplifyRecord(whole, fields, related));
		const readable =
			options.convertTimestamps || tool
				? convertTimestamps(withDaysInUtc(chosen, days), zone)
				: chosen;
		return tool ? withoutEmpty(readable) : readable;
	};
}

/** What nobody has to see again. */
const SECRET = /password|secret/i;

/** What a change sends of the record: who has changed something wants to see it. */
function sentAttributes({ request, files }: Pick<ItemCall, 'request' | 'files'>): string[] {
	const { method, body = {} } = request;
	if (method === 'GET') return [];
	const sent = [...Object.keys(body), ...files.map(({ property }) => property)];
	return sent.filter((name) => !SECRET.test(name));
}

function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}
