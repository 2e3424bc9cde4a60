import type { CstNode, ParserMethod } from "chevrotain";
import { RecoveringParser } from "./recovery.ts";
import * as t from "./tokens.ts";

/** The rules of what a file holds, down to its expressions. */
export abstract class ItemParser extends RecoveringParser {
  protected abstract readonly expr: ParserMethod<[], CstNode>;

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
}
