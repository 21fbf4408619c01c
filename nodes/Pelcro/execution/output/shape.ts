import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { convertAmounts } from '../../../common/amounts';
import type { PelcroResource } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import type { ItemCall } from '../request/itemCall';
import { expandedAttributes } from '../values/composed/expand';
import { simplifyRecord } from './simplify';
import { dayAttributes, withDaysInUtc } from './days';
import { convertTimestamps, zoneOf } from './timestamps';
import { withMetadataObjects } from './metadata';
import { withYesNo } from '../../../common/yesNo';
import { isTool } from '../../../common/tool';

interface ShaperSource {
	resource: PelcroResource;
	context: IExecuteFunctions;
	notes: { unknownCurrency: boolean };
}

/**
 * Makes records what the user wants: amounts and times as people write them, simplified (what was expanded stays, yes
 * and no are true and false). An AI agent, which pays for each word and reads no Unix seconds, always gets readable
 * times and no empty attributes.
 */
export function shaperOf(
	{ resource, context, notes }: ShaperSource,
	{ read, options, amounts }: ItemCall,
): (record: IDataObject) => IDataObject {
	const { simplifiedFields } = resource;
	const fields =
		read('simplify') === true && simplifiedFields !== undefined
			? [...new Set([...simplifiedFields, ...expandedAttributes(read('expand'))])]
			: undefined;
	const tool = isTool(context.getNode());
	const zone = zoneOf(context.getTimezone());
	const days = dayAttributes(resource);
	const amountOutput = {
		...amounts,
		onUnknownCurrency: () => {
			notes.unknownCurrency = true;
		},
	};
	return (record) => {
		// Before anything is left out: the currency is in the record.
		const whole = withMetadataObjects(convertAmounts(record, amountOutput));
		const chosen = fields === undefined ? whole : withYesNo(simplifyRecord(whole, fields));
		const readable =
			options.convertTimestamps || tool
				? convertTimestamps(withDaysInUtc(chosen, days), zone)
				: chosen;
		return tool ? withoutEmpty(readable) : readable;
	};
}

function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}
