// Rule pages are bundled as text: `import page from './some-rule.md'`.
declare module '*.md' {
  const text: string;
  export default text;
}
