import type { IParserErrorMessageProvider } from "chevrotain";
import { ItemParser } from "./items.ts";
import * as t from "./tokens.ts";

/**
 * What texts are legal. One token decides everywhere, so an error always stands at the first token that cannot
 * continue. The productions above the rules are those of the language's page, left-factored and flattened; what
 * they let through, the AST builder rejects (see README.md).
 */
export class LossParser extends ItemParser {
  constructor(errorMessageProvider: IParserErrorMessageProvider) {
    super(errorMessageProvider);
    this.performSelfAnalysis();
  }

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
