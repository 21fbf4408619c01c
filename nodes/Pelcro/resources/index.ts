import type { PelcroResource } from '../shared/types';
import { bill } from './bill';
import { campaign } from './campaign';
import { customer } from './customer';
import { exportFile } from './export';
import { refund } from './refund';
import { subscription } from './subscription';
import { vendor } from './vendor';
import { webhook } from './webhook';

/** In the order of the Resource list. */
export const resources: readonly PelcroResource[] = [
	bill,
	campaign,
	customer,
	exportFile,
	refund,
	subscription,
	vendor,
	webhook,
];
