export { PelcroApi } from './credentials/PelcroApi.credentials';
export { Pelcro } from './nodes/Pelcro/Pelcro.node';
export { PelcroChangesTrigger } from './nodes/PelcroChangesTrigger/PelcroChangesTrigger.node';
export { PelcroTrigger } from './nodes/PelcroTrigger/PelcroTrigger.node';
