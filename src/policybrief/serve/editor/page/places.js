// Where each text of a picture is written, and what is drawn of each value.

export class Places {
  constructor() {
    this.drawn = {}; // of each path that is drawn: the file, and the path in it
    this.documents = {}; // the same, for each document
    this.given = {}; // of what a file of numbers gives: that file, and the line
    this.values = {}; // of each file: the path, line and column of each value, in their order
  }

  take({ places, values, given }, document) {
    Object.assign(this.given, given);
    delete this.documents[document];
    this.documents[document] = places; // what was drawn last says where a text stands that is in both
    this.drawn = Object.assign({}, ...Object.values(this.documents));
    this.values = values;
  }

  // The value at a line of a file: the last that begins before it, or at it.
  at(file, line) {
    const all = this.values[file] ?? [];
    const own = all.filter(([, start]) => start <= line).at(-1);
    return own ? all.filter(([, start]) => start === own[1]).map(([path]) => path) : [];
  }

  // The paths of what is drawn of these values of a file.
  of(file, paths) {
    const inside = (path) => paths.some((own) => path === own || path.startsWith(`${own}[`));
    return this.where(file, inside);
  }

  // The paths of what is drawn of a file, where the path in it is one of those that `held` says yes to.
  where(file, held) {
    return Object.entries(this.drawn).filter(([, [there, path]]) => there === file && held(path)).map(([path]) => path);
  }

  // Where the text of a path is written: the file, the path in it, and the line and column if they are known.
  origin(drawn) {
    const [file, path] = this.drawn[drawn] ?? [];
    return { file, path, ...this.position(file, path) };
  }

  // The file of numbers that gives what is drawn, and the line in it; undefined where none does.
  giver(drawn) {
    return this.given[drawn];
  }

  // The line and column of a value, or of the nearest around it.
  position(file, path) {
    for (let own = path ?? ""; own; own = own.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, "")) {
      const value = (this.values[file] ?? []).find(([each]) => each === own);
      if (value) return { line: value[1], column: value[2] };
    }
    return {};
  }
}
