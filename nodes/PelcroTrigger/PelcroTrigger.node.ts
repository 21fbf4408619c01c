import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { pelcroApiTest } from '../common/credentialTest';
import { loadOptions } from '../Pelcro/lists';
import { noteBeginnings } from './catchUp/catchUp';
import { changedAttributes } from './form/changedAttributes';
import { triggerProperties } from './form/properties';
import { checkExists, create, remove } from './registration/lifecycle';
import { isSampleWanted, sendSample } from './sample/sendSample';
import { receive } from './deliveries/receive';
import { explained } from './registration/explained';

/** The trigger node: starts a workflow when something happens in Pelcro. */
export class PelcroTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pelcro Trigger',
		name: 'pelcroTrigger',
		icon: {
			light: 'file:../../icons/pelcroTrigger.svg',
			dark: 'file:../../icons/pelcroTrigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length > 1 ? $parameter["events"].length + " events" : $parameter["events"].join("").replace("*", "all events") }}',
		// n8n shows one entry for this node and the action node, with this text.
		description:
			'Work with customers, subscriptions and billing in Pelcro, or start a workflow when something happens there',
		defaults: { name: 'Pelcro Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pelcroApi', required: true, testedBy: 'pelcroApiTest' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: triggerProperties,
	};

	methods = {
		credentialTest: { pelcroApiTest },
		loadOptions: { ...loadOptions, changedAttributes },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await noteBeginnings(this);
				if (isSampleWanted(this)) return false;
				return await explained(this, checkExists);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				if (!isSampleWanted(this)) return await explained(this, create);
				await explained(this, sendSample);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await explained(this, remove);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
