using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("GitSwarm.Core.Tests")]
