using Edge.EndToEnd.Models;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Each test starts brokers, decoders and a host that likes to have the cores to itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ModelShelf))]
