import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { PelcroResource } from '../../shared/types';
import { isEmpty } from '../values/isEmpty';
import type { ItemCall } from '../request/itemCall';
import { expandedAttributes, simplifyRecord } from './simplify';
import { convertTimestamps } from './timestamps';
import { isTool } from '../../../common/tool';

/**
 * Makes records what the user wants: simplified (what was expanded stays), times converted. An AI agent, which
 * pays for each word and reads no Unix seconds, always gets readable times and no empty attributes.
 */
export function shaperOf(
	{ resource, context }: { resource: PelcroResource; context: IExecuteFunctions },
	{ read, options }: ItemCall,
): (record: IDataObject) => IDataObject {
	const { simplifiedFields } = resource;
	const fields =
		read('simplify') === true && simplifiedFields !== undefined
			? [...new Set([...simplifiedFields, ...expandedAttributes(read('expand'))])]
			: undefined;
	const tool = isTool(context.getNode());
	return (record) => {
		const chosen = simplifyRecord(record, fields);
		const readable = options.convertTimestamps || tool ? convertTimestamps(chosen) : chosen;
		return tool ? withoutEmpty(readable) : readable;
	};
}

function withoutEmpty(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}
