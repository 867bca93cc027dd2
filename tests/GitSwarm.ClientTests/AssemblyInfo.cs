using System.Runtime.CompilerServices;
using Xunit;

// A client takes a core and 200 MB; with more at once they only wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

// Measures the clients the tests run.
[assembly: InternalsVisibleTo("GitSwarm.Benchmarks")]
