import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from './encodings';
import type { ItemCall, Run } from './itemCall';
import { expandedAttributes, simplifyRecord } from './simplify';
import { convertTimestamps } from './timestamps';
import { isTool } from './tool';

/**
 * Makes records what the user wants: simplified (what was expanded stays), times converted. An AI agent, which
 * pays for each word and reads no Unix seconds, always gets readable times and no empty attributes.
 */
export function shaperOf(
	{ resource, context }: Run,
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
