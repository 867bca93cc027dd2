using Xunit.Abstractions;
using Xunit.Sdk;

namespace GitSwarm.TestKit;

/// <summary>Makes the test cases of <see cref="GitTheoryAttribute"/>; xunit 2 cannot skip single rows otherwise.</summary>
public sealed class GitTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    )
    {
        var display = discoveryOptions.MethodDisplayOrDefault();
        var options = discoveryOptions.MethodDisplayOptionsOrDefault();
        var formats = factAttribute.GetNamedArgument<RepositoryFormat[]>(nameof(GitTheoryAttribute.Formats));
        foreach (var git in Gits.Known)
        {
            if (git.Exists)
            {
                foreach (var format in formats.Where(git.Supports))
                {
                    yield return new XunitTestCase(diagnostics, display, options, testMethod, [git, format]);
                }
            }
            else if (Gits.IsComplete)
            {
                var reason = Gits.Absence(git);
                yield return new ExecutionErrorTestCase(diagnostics, display, options, testMethod, reason);
            }
            else
            {
                object[] row = [git, formats[0]];
                var reason = Gits.Absence(git);
                yield return new XunitSkippedDataRowTestCase(diagnostics, display, options, testMethod, reason, row);
            }
        }
    }
}
