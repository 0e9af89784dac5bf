// Appended to lunr's Spanish stemmer when the site is built: a search without accents finds words
// with them, and a singular finds its plural although Material searches by prefix.
(function (lunr) {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const foldToken = (token) => token.update(fold);
  lunr.Pipeline.registerFunction(foldToken, "fold-accents");

  const spanish = lunr.es;
  lunr.es = Object.assign(function () {
    spanish.call(this);
    this.pipeline.add(foldToken);
  }, spanish);

  const Parser = lunr.QueryParser;
  const parse = Parser.prototype.parse;
  const stem = (word) => fold(spanish.stemmer(new lunr.Token(word)).toString());
  lunr.QueryParser = Object.assign(function (text, query) {
    Parser.call(this, fold(text), query);
  }, Parser);
  lunr.QueryParser.prototype = Parser.prototype;
  Parser.prototype.parse = function () {
    const query = parse.call(this);
    const extra = [];
    for (const clause of query.clauses) {
      const prefix = /^(.{4,})\*$/.exec(clause.term);
      if (!prefix) continue;
      const root = stem(prefix[1].replace(/(c|s)ion$/, "$1i\u00f3n"));
      if (root.length >= 4 && root !== prefix[1] && prefix[1].startsWith(root)) {
        extra.push({ term: root + "*", usePipeline: false, boost: 0.5, fields: clause.fields });
      }
    }
    extra.forEach((clause) => query.clause(clause));
    return query;
  };
})(self.lunr);
