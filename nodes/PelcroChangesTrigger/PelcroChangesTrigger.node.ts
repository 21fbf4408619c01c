import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { pelcroApiTest } from '../common/credentialTest';
import { listSearch, loadOptions } from '../Pelcro/lists';
import { costOfPoll } from './costOfPoll';
import { explained } from './explained';
import { changedAttributes } from './form/changedAttributes';
import { changesTriggerProperties } from './form/properties';
import { poll } from './poll';

/** The polling trigger: starts a workflow when records of a list are new, changed or removed. */
export class PelcroChangesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pelcro Changes Trigger',
		name: 'pelcroChangesTrigger',
		icon: {
			light: 'file:../../icons/pelcroChangesTrigger.svg',
			dark: 'file:../../icons/pelcroChangesTrigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["watch"].replace(/([A-Z])/g, " $1").toLowerCase() + ": " + ($parameter["startOn"] === "created" ? "new" : "new or changed") }}',
		description:
			'Starts a workflow when records in Pelcro are new, changed or removed, without a public address',
		defaults: { name: 'Pelcro Changes Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pelcroApi', required: true, testedBy: 'pelcroApiTest' }],
		properties: changesTriggerProperties,
	};

	methods = {
		credentialTest: { pelcroApiTest },
		listSearch: { ...listSearch, costOfPoll },
		loadOptions: { ...loadOptions, changedAttributes },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			return await poll(this);
		} catch (error) {
			throw explained(this.getNode(), error);
		}
	}
}
