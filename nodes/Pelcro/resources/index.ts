import type { PelcroResource } from '../shared/types';
import { bill } from './bill';
import { campaign } from './campaign';
import { charge } from './charge';
import { coupon } from './coupon';
import { customer } from './customer';
import { ecommerceProduct } from './ecommerceProduct';
import { exportFile } from './export';
import { member } from './member';
import { organization } from './organization';
import { paymentMethod } from './paymentMethod';
import { refund } from './refund';
import { subscription } from './subscription';
import { vendor } from './vendor';
import { webhook } from './webhook';

/** In the order of the Resource list. */
export const resources: readonly PelcroResource[] = [
	bill,
	campaign,
	charge,
	coupon,
	customer,
	ecommerceProduct,
	exportFile,
	member,
	organization,
	paymentMethod,
	refund,
	subscription,
	vendor,
	webhook,
];
