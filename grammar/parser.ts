import { CstParser, type IParserErrorMessageProvider, type TokenType } from "chevrotain";
import * as t from "./tokens.ts";

/** What error recovery in Chevrotain has that its declarations do not tell. */
interface Recoverable {
  readonly RULE_STACK_IDX: number;
  getFollowsForInRuleRecovery(this: Recoverable, type: TokenType, index: number): TokenType[];
  shouldInRepetitionRecoveryBeTried(
    this: Recoverable,
    expected: TokenType,
    index: number,
    notStuck: boolean | undefined,
  ): boolean;
}
const inherited = CstParser.prototype as unknown as Recoverable;

/** How many rules may be open where recovery guesses a missing token. */
const SURFACE = 12;

/** How many errors recovery goes on from inside a list: each needs stack until the list ends. */
const MAX_RECOVERIES = 200;

/**
 * What texts are legal. One token decides everywhere, so an error always stands at the first token that cannot
 * continue. The productions above the rules are those of the language's page, left-factored and flattened; what
 * they let through, the AST builder rejects (see README.md).
 */
export class LossParser extends CstParser {
  #recoveries = 0;

  constructor(errorMessageProvider: IParserErrorMessageProvider) {
    super([...t.tokens], {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: "none",
      errorMessageProvider,
    });
    this.performSelfAnalysis();
  }

  /** To skip a keyword would join two statements. */
  protected override canTokenTypeBeDeletedInRecovery(_expected: TokenType): boolean {
    return !t.keywords.includes(this.LA(1).tokenType);
  }

  /**
   * The tokens that may follow a missing one. To find them needs stack for every open rule, so that recovery guesses a
   * missing token only near the surface, where it saves the rest of a loss.
   */
  protected getFollowsForInRuleRecovery(type: TokenType, index: number): TokenType[] {
    const self = this as unknown as Recoverable;
    return self.RULE_STACK_IDX > SURFACE ? [] : inherited.getFollowsForInRuleRecovery.call(self, type, index);
  }

  protected shouldInRepetitionRecoveryBeTried(type: TokenType, index: number, notStuck: boolean | undefined): boolean {
    const self = this as unknown as Recoverable;
    if (!inherited.shouldInRepetitionRecoveryBeTried.call(self, type, index, notStuck)) return false;
    return this.#recoveries++ < MAX_RECOVERIES;
  }

  override reset(): void {
    super.reset();
    this.#recoveries = 0;
  }

  /** `file = { import | fn | loss }` */
  readonly file = this.RULE("file", () => {
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.importItem, { LABEL: "item" }) },
        { ALT: () => this.SUBRULE(this.fnItem, { LABEL: "item" }) },
        { ALT: () => this.SUBRULE(this.lossItem, { LABEL: "item" }) },
      ]),
    );
  });

  /** `import = "import" "{" name { "," name } [ "," ] "}" "from" string` */
  readonly importItem = this.RULE("importItem", () => {
    this.CONSUME(t.Import);
    this.CONSUME(t.LeftBrace);
    this.CONSUME(t.Name);
    this.MANY({
      GATE: () => this.LA(2).tokenType !== t.RightBrace,
      DEF: () => {
        this.CONSUME(t.Comma);
        this.CONSUME1(t.Name);
      },
    });
    this.OPTION(() => this.CONSUME1(t.Comma));
    this.CONSUME(t.RightBrace);
    this.CONSUME(t.From);
    this.CONSUME(t.Text);
  });

  /** `fn = "fn" name [ axisNames ] "(" name { "," name } [ "," ] ")" "=" expr` */
  readonly fnItem = this.RULE("fnItem", () => {
    this.CONSUME(t.Fn);
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.axisNames));
    this.CONSUME(t.LeftParen);
    this.CONSUME1(t.Name, { LABEL: "parameter" });
    this.MANY({
      GATE: () => this.LA(2).tokenType !== t.RightParen,
      DEF: () => {
        this.CONSUME(t.Comma);
        this.CONSUME2(t.Name, { LABEL: "parameter" });
      },
    });
    this.OPTION1(() => this.CONSUME1(t.Comma));
    this.CONSUME(t.RightParen);
    this.CONSUME(t.Equal);
    this.SUBRULE(this.expr);
  });

  /** `axisNames = "[" name { "," name } [ "," ] "]"` */
  readonly axisNames = this.RULE("axisNames", () => {
    this.CONSUME(t.LeftBracket);
    this.CONSUME(t.Name);
    this.MANY({
      GATE: () => this.LA(2).tokenType !== t.RightBracket,
      DEF: () => {
        this.CONSUME(t.Comma);
        this.CONSUME1(t.Name);
      },
    });
    this.OPTION(() => this.CONSUME1(t.Comma));
    this.CONSUME(t.RightBracket);
  });

  /**
   * `loss = "loss" name "(" param { "," param } [ "," ] ")" "{" { let | metric } result "}"`
   *
   * Lists end with a token here, not a rule, so that recovery finds the next parameter or statement. The AST builder
   * checks that the result stands last.
   */
  readonly lossItem = this.RULE("lossItem", () => {
    this.CONSUME(t.Loss);
    this.CONSUME(t.Name);
    this.CONSUME(t.LeftParen);
    this.SUBRULE(this.param);
    this.OPTION(() => this.CONSUME(t.Comma));
    this.MANY({
      GATE: () => this.LA(0).tokenType === t.Comma,
      DEF: () => {
        this.SUBRULE1(this.param);
        this.OPTION1(() => this.CONSUME1(t.Comma));
      },
    });
    this.CONSUME(t.RightParen);
    this.CONSUME(t.LeftBrace);
    this.MANY1(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.statement) },
        { ALT: () => this.SUBRULE(this.result, { LABEL: "statement" }) },
      ]),
    );
    this.CONSUME(t.RightBrace);
  });

  /** `param = [ "const" ] name ":" type [ "=" expr ] [ "in" domain ]` */
  readonly param = this.RULE("param", () => {
    this.OPTION(() => this.CONSUME(t.Const));
    this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.OPTION1(() => {
      this.CONSUME(t.Equal);
      this.SUBRULE(this.expr);
    });
    this.OPTION2(() => {
      this.CONSUME(t.In);
      this.SUBRULE(this.domain);
    });
  });

  /** `type = "[" [ axis { "," axis } [ "," ] ] "]" [ "of" element ] | "real" | "int" | "bool"` */
  readonly type = this.RULE("type", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LeftBracket);
          this.OPTION(() => {
            this.SUBRULE(this.axis);
            this.MANY({
              GATE: () => this.LA(2).tokenType !== t.RightBracket,
              DEF: () => {
                this.CONSUME(t.Comma);
                this.SUBRULE1(this.axis);
              },
            });
            this.OPTION1(() => this.CONSUME1(t.Comma));
          });
          this.CONSUME(t.RightBracket);
          this.OPTION2(() => {
            this.CONSUME(t.Of);
            this.SUBRULE(this.element);
          });
        },
      },
      { ALT: () => this.CONSUME(t.Real, { LABEL: "option" }) },
      { ALT: () => this.CONSUME(t.Int, { LABEL: "option" }) },
      { ALT: () => this.CONSUME(t.Bool, { LABEL: "option" }) },
    ]);
  });

  /** `axis = [ "*" ] name` */
  readonly axis = this.RULE("axis", () => {
    this.OPTION(() => this.CONSUME(t.Star));
    this.CONSUME(t.Name);
  });

  /** `element = "real" | "bool" | name [ "|" expr ]` */
  readonly element = this.RULE("element", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Real) },
      { ALT: () => this.CONSUME(t.Bool) },
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.OPTION(() => {
            this.CONSUME(t.Bar);
            this.SUBRULE(this.expr);
          });
        },
      },
    ]);
  });

  /** `domain = ( "[" | "(" ) expr "," expr [ "," ] ( "]" | ")" ) | "{" expr { "," expr } [ "," ] "}"` */
  readonly domain = this.RULE("domain", () => {
    this.OR([
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(t.LeftBracket) }, { ALT: () => this.CONSUME(t.LeftParen) }]);
          this.SUBRULE(this.expr);
          this.CONSUME(t.Comma);
          this.SUBRULE1(this.expr);
          this.OPTION(() => this.CONSUME1(t.Comma));
          this.OR2([{ ALT: () => this.CONSUME(t.RightBracket) }, { ALT: () => this.CONSUME(t.RightParen) }]);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftBrace);
          this.SUBRULE2(this.expr);
          this.MANY({
            GATE: () => this.LA(2).tokenType !== t.RightBrace,
            DEF: () => {
              this.CONSUME2(t.Comma);
              this.SUBRULE3(this.expr);
            },
          });
          this.OPTION1(() => this.CONSUME3(t.Comma));
          this.CONSUME(t.RightBrace);
        },
      },
    ]);
  });

  /** `statement = ( "let" | "metric" ) name "=" expr` */
  readonly statement = this.RULE("statement", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Let) }, { ALT: () => this.CONSUME(t.Metric) }]);
    this.CONSUME(t.Name);
    this.CONSUME(t.Equal);
    this.SUBRULE(this.expr);
  });

  /** `result = "reduce" expr [ "{" { reduction } "}" ] | "return" expr` */
  readonly result = this.RULE("result", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Reduce);
          this.SUBRULE(this.expr);
          this.OPTION(() => {
            this.CONSUME(t.LeftBrace);
            this.MANY(() => this.SUBRULE(this.reduction));
            this.CONSUME(t.RightBrace);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Return);
          this.SUBRULE1(this.expr);
        },
      },
    ]);
  });

  /** `reduction = name "=" expr [ "," ]` */
  readonly reduction = this.RULE("reduction", () => {
    this.CONSUME(t.Name);
    this.CONSUME(t.Equal);
    this.SUBRULE(this.expr);
    this.OPTION(() => this.CONSUME(t.Comma));
  });

  /** `expr = operand { operator operand }`: flat, for depth of stack; the AST builder knows how operators bind. */
  readonly expr = this.RULE("expr", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.CONSUME(t.BinaryOperator);
      this.SUBRULE1(this.operand);
    });
  });

  /**
   * `operand = { "-" | "not" } ( literal | name | "(" expr ")" | "if" expr "then" expr "else" expr ) { suffix }`
   *
   * The AST builder rejects an `if` that is not the whole of its expression.
   */
  readonly operand = this.RULE("operand", () => {
    this.MANY(() => this.CONSUME(t.PrefixOperator));
    this.OR([
      { ALT: () => this.CONSUME(t.Literal) },
      { ALT: () => this.CONSUME(t.Name) },
      {
        ALT: () => {
          this.CONSUME(t.LeftParen);
          this.SUBRULE(this.expr);
          this.CONSUME(t.RightParen);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.If);
          this.SUBRULE1(this.expr);
          this.CONSUME(t.Then);
          this.SUBRULE2(this.expr);
          this.CONSUME(t.Else);
          this.SUBRULE3(this.expr);
        },
      },
    ]);
    this.MANY1(() => this.SUBRULE(this.suffix));
  });

  /**
   * `suffix = "(" [ expr { "," expr } [ "," ] ] ")" | "[" name ( "=" expr | "as" name | { "," name } [ "," ] ) "]"`
   *
   * The AST builder rejects a call of what is no name, and a list of axes that no call follows.
   */
  readonly suffix = this.RULE("suffix", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LeftParen);
          this.OPTION(() => {
            this.SUBRULE(this.expr);
            this.MANY({
              GATE: () => this.LA(2).tokenType !== t.RightParen,
              DEF: () => {
                this.CONSUME(t.Comma);
                this.SUBRULE1(this.expr);
              },
            });
            this.OPTION1(() => this.CONSUME1(t.Comma));
          });
          this.CONSUME(t.RightParen);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftBracket);
          this.CONSUME(t.Name);
          this.OR1([
            {
              ALT: () => {
                this.CONSUME(t.Equal);
                this.SUBRULE2(this.expr);
                this.CONSUME(t.RightBracket);
              },
            },
            {
              ALT: () => {
                this.CONSUME(t.As);
                this.CONSUME1(t.Name);
                this.CONSUME1(t.RightBracket);
              },
            },
            {
              ALT: () => {
                this.MANY1({
                  GATE: () => this.LA(2).tokenType !== t.RightBracket,
                  DEF: () => {
                    this.CONSUME2(t.Comma);
                    this.CONSUME2(t.Name);
                  },
                });
                this.OPTION2(() => this.CONSUME3(t.Comma));
                this.CONSUME2(t.RightBracket);
              },
            },
          ]);
        },
      },
    ]);
  });
}
