using Xunit;
using Xunit.Sdk;

namespace GitSwarm.TestKit;

/// <summary>
/// Runs a test <c>(TestGit git, RepositoryFormat format)</c> once for each git and each format that git can make.
/// </summary>
/// <remarks>A git that is absent is skipped with the reason; under <c>CI=true</c> it fails.</remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GitSwarm.TestKit.GitTheoryDiscoverer", "GitSwarm.TestKit")]
public sealed class GitTheoryAttribute : FactAttribute
{
    /// <param name="formats">Only these; none means every one.</param>
    public GitTheoryAttribute(params RepositoryFormat[] formats) =>
        Formats = formats.Length == 0 ? Enum.GetValues<RepositoryFormat>() : formats;

    /// <summary>The formats to run in.</summary>
    public RepositoryFormat[] Formats { get; }
}
