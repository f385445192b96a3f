// Settings of orval. Its client calls the function `request` of orval_fetch.ts, which can return a stream.
module.exports = {
  helixagent: {
    input: "openapi.yaml",
    output: {
      target: "clients/orval.ts",
      client: "fetch",
      override: { mutator: { path: "orval_fetch.ts", name: "request" } },
    },
  },
};
