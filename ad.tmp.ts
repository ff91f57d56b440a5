import { readFileSync, existsSync } from 'node:fs';
import { loadContent } from './src/content/load-content.ts';
import { readMaterial, trainAnswering, assembleModel } from './src/answering/train-answering.ts';
import { rankTopicsWith } from './src/answering/rank-topics.ts';
const content = loadContent('./content'); const en=content.languages.en!;
export function dev(held:string[], label:string){
  const rows=held.flatMap(h=>{let p=`/tmp/data/out/topics-${h}.jsonl`; if(!existsSync(p))p+='.done'; return readFileSync(p,'utf8').split('\n').filter(l=>l.trim()).map(l=>JSON.parse(l));});
  const oos=readFileSync('/tmp/data/out/oos-1.txt','utf8').split('\n').filter(l=>l.trim()&&!l.startsWith('#'));
  const ho=new Set(rows.map(r=>r.text.replace(/\s+/g,' ').trim().toLowerCase()));const oo=new Set(oos.map(x=>x.toLowerCase()));
  const topics=new Map([...en.topics].map(([id,t])=>[id,{...t,phrasings:t.phrasings.filter(p=>!ho.has(p.toLowerCase()))}]));
  const c={...en,topics,outOfScope:en.outOfScope.filter(x=>!oo.has(x.toLowerCase()))} as any;
  const t0=Date.now();const m=readMaterial(c);const tr=trainAnswering(m);const t1=Date.now();
  const rank=rankTopicsWith(assembleModel(m,tr),tr.calibration,topics as any);
  const got=rows.map(r=>({r,g:rank(r.text,null)}));
  const f=(a:any[],p:(x:any)=>boolean)=>(100*a.filter(p).length/a.length).toFixed(1);
  const first=(x:any)=>x.g.ranked[0]?.topic===x.r.topic, three=(x:any)=>x.g.ranked.slice(0,3).some((y:any)=>y.topic===x.r.topic);
  const pl=got.filter(x=>x.r.style==='plain'),h=got.filter(x=>x.r.style!=='plain'),o=got.filter(x=>x.g.answers.length);
  const og=oos.map(t=>rank(t,null));
  console.log(label,'first',f(got,first),'three',f(got,three),'plain',f(pl,first),f(pl,three),'hard',f(h,first),f(h,three),'outright',f(got,x=>x.g.answers.length>0),'prec',f(o,x=>x.g.answers.includes(x.r.topic)),'out/off',f(got,x=>x.g.answers.includes(x.r.topic)||x.g.candidates.includes(x.r.topic)),'oos ans',f(og,x=>x.answers.length>0),'off',f(og,x=>!x.answers.length&&x.candidates.length>0),'s',(t1-t0)/1000);
  return {got,og,oos};
}
if(process.argv[1]?.includes('ad.tmp')){const {got}=dev(['p2'],'p2');dev(['p5','p4'],'p45');
const bad=got.filter(x=>x.g.ranked[0]?.topic!==x.r.topic);console.log(bad.slice(0,40).map(x=>`${x.r.topic} → ${x.g.ranked.slice(0,3).map((y:any)=>y.topic)} | ${x.r.text}`).join('\n'));}
