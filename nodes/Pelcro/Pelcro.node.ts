import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { pelcroApiTest } from '../common/credentialTest';
import { describeProperties } from './description/describe';
import { durationHints, repeatHints } from './description/hints';
import { indexOperations } from './description/operationIndex';
import { executeOperations } from './execution/run/execute';
import { listSearch } from './listSearch';
import { loadOptions } from './listSearch/loadOptions';
import { resources } from './resources';

const operations = indexOperations(resources);

/** The action node: every resource and operation of Pelcro's Core API. */
export class Pelcro implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pelcro',
		name: 'pelcro',
		icon: { light: 'file:../../icons/pelcro.svg', dark: 'file:../../icons/pelcro.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ "export create": "request", "campaign runReport": "get run report", "member ipAuthorization": "check IP address" })[$parameter["resource"] + " " + $parameter["operation"]] || $parameter["operation"].replace("getAll", "get many").replace("upsert", "create or update").replace(/([A-Z])/g, " $1").toLowerCase() }}{{ ": " + $parameter["resource"].replace("ecommerceProduct", "e-commerce product").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Work with customers, subscriptions and billing in Pelcro',
		defaults: { name: 'Pelcro' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pelcroApi', required: true, testedBy: 'pelcroApiTest' }],
		hints: [...repeatHints(resources), ...durationHints(resources)],
		properties: describeProperties(resources),
	};

	methods = { credentialTest: { pelcroApiTest }, listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, operations);
	}
}
