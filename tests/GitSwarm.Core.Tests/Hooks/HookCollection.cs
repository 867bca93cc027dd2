using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Tests that run scripts this very process has just written; nothing else runs beside them.</summary>
/// <remarks>
/// A child started by a parallel test inherits, until it has replaced its image, the descriptor a script is being
/// written through; the kernel then refuses to run the script ("text file busy").
/// </remarks>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HookCollection
{
    public const string Name = "hooks";
}
