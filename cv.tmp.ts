import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { loadContent } from './src/content/load-content.ts';
import { compileReader } from './src/screening/screen-text.ts';
import { applyRules } from './src/screening/apply-rules.ts';
import { labelledTexts, loadOpinion } from './src/screening/second-opinion.ts';
const content = loadContent('./content');
const { read, rules } = compileReader(content);
const dir='./content/en/messages/';
const by:Record<string,any[]>={}; for(const f of readdirSync(dir)) by[f]=readFileSync(dir+f,'utf8').split('\n').filter(l=>l.trim()).map(l=>JSON.parse(l));
by['tune']=readFileSync('tests/evaluation/screening-tune.jsonl','utf8').split('\n').filter(l=>l.trim()).map(l=>JSON.parse(l));
const writers=Object.keys(by); const F=6; const part=process.argv[2]; 
const cache=new Map<string,any>(); const readC=(t:string)=>{let r=cache.get(t); if(!r){r=read(t);cache.set(t,r);} return r;};
const jc=new WeakMap<any,any>(); const judge=(s:any,w:any)=>applyRules(rules,s,w);
const out:any[]=[];
for(let k=0;k<F;k++){ if(part!==undefined && k%2!==Number(part)) continue;
  const held=writers.filter((_,i)=>i%F===k); const heldT=new Set(held);
  const messages=writers.filter(w=>!heldT.has(w)).flatMap(w=>by[w]!).map(m=>({...m,flag:m.flag??null}));
  const c={...content,languages:{en:{...content.languages.en!,messages}}} as any;
  const op=loadOpinion(labelledTexts(c),readC,judge,'cv'+k,null);
  for(const w of held) for(const m of by[w]!){ const {words,signs}=readC(m.text); if(!words.length) continue; const ruled=applyRules(rules,signs,words); const o=op(words,signs,ruled);
    out.push({w,urgency:m.urgency,flag:m.flag,kind:m.kind,text:m.text,ruled:{urgency:ruled.urgency,findings:ruled.findings.map((f:any)=>({flag:f.flag,urgency:f.urgency})),asks:ruled.asks,asksFor:ruled.asksFor},a:o.atLeast,p:o.inPart}); }
}
writeFileSync(`/tmp/exp/cv-${part??'all'}.json`,JSON.stringify(out)); console.log(out.length);
