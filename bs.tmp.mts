import { benchScreening } from './bench/sb.tmp.ts';
for (const r of await benchScreening()) console.log(r.name, r.value, r.unit, r.ratio);
