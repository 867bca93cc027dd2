using Xunit.Abstractions;
using Xunit.Sdk;

namespace GitSwarm.TestKit;

/// <summary>Makes the test cases of <see cref="RemoteTheoryAttribute"/>.</summary>
public sealed class RemoteTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
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
        foreach (var transport in factAttribute.GetNamedArgument<RemoteTransport[]>(nameof(RemoteTheoryAttribute.Transports)))
        {
            object[] row = [transport];
            if (transport != RemoteTransport.Ssh || TestTools.Find("sshd") is not null)
            {
                yield return new XunitTestCase(diagnostics, display, options, testMethod, row);
            }
            else if (Gits.IsComplete)
            {
                yield return new ExecutionErrorTestCase(diagnostics, display, options, testMethod, TestTools.Absence("sshd"));
            }
            else
            {
                yield return new XunitSkippedDataRowTestCase(diagnostics, display, options, testMethod, TestTools.Absence("sshd"), row);
            }
        }
    }
}
