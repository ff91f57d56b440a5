const THANKS =
  /^(?:(?:oh|ah|aw+|ha|lovely|great|perfect|brilliant|amazing|wonderful|super|bless you|well|no|yes|many|big) )*(?:thanks?|thank (?:you|u|ya)|thankyou|thx|cheers|much obliged|muchas gracias)(?: (?:(?:so|very|ever so|really) much|kindly|a (?:lot|million|bunch|ton|heap)|loads|heaps|again))*(?: for (?!.*\b(?:nothing|my|i|but|can|could|how|what|when|where)\b)\w+(?: \w+){0,5})?$/;
const RELIEVED =
  /^(?:bet|(?:thats|that is|what) (?:such )?(?:a (?:big |huge |real )?(?:relief|weight off my mind)|reassuring)|(?:thats|that|that has) (?:puts?|put) my mind at (?:rest|ease))$/;
const CALL_ME =
  /^(?:(?:id|i would|i|we) )?(?:(?:rather|prefer|like|love|ask|get|have|want|need) )?(?:(?:that|if|it if|to|for|them to) )*(?:(?:can|could|would|will) )?(?:(?:be|get) called(?: back)?|(?:you|they|them|someone|somebody|the clinic|reception) (?:please )?(?:to )?(?:(?:call|called|ring|rang|phone|phoned) me(?: back)?|(?:give|gave) me a (?:call|ring|bell|buzz)(?: back)?)|(?:ring|phone|call) me(?: back)?|give me a (?:call|ring|bell|buzz)(?: back)?|a (?:phone )?call(?: back)?)$/;
const GO_ON_BOOKING =
  /^(?:can we )?(?:carry on|continue|go on|resume|finish|(?:get|go)? ?back)(?: (?:with|to))?(?: (?:the|my|our))? ?(?:booking|appointment)$/;
const STILL_WAITING =
  /^(?:(?:i am|im) )?still waiting(?: for (?:someone|somebody|a (?:person|human)))?$|^(?:no ?one|nobody)(?: has| have| is)? (?:come|came|coming|joined|joining|answering|answered|replied|replying)(?: yet)?$|^(?:is|are) (?:anyone|anybody|someone|somebody|they) (?:coming|joining)$|^(?:where is|wheres) (?:the|this|my|that) (?:person|human)$/;
const NOT_ANSWERED =
  /^(?:whatever|(?:you|u) (?:didnt|did not|havent|have not|dont|do not|never|still havent) (?:even |really )?answer(?:ed)?(?: (?:me|it|that|(?:my|the) questions?))?|(?:thats|that was|that is) not (?:my|the) question|(?:you (?:already|just) said that|stop repeating yourself|(?:youre|you are|you keep|ur) repeating yourself|(?:youre|you|you are) (?:keep|just keep|always) saying the same(?: thing)?))$/;

/** Shapes that a message of an intent takes where phrases would be too many; the whole of it, without polite words. */
export const intentShapes: readonly (readonly [string, RegExp])[] = [
  ['thanks', THANKS],
  ['thanks', RELIEVED],
  ['callback', CALL_ME],
  ['booking', GO_ON_BOOKING],
  ['person', STILL_WAITING],
  ['complaint', NOT_ANSWERED],
];
