using Xunit;
using Xunit.Sdk;

namespace GitSwarm.TestKit;

/// <summary>Runs a test <c>(RemoteTransport transport)</c> once for each transport.</summary>
/// <remarks>One whose server is absent is skipped with the reason; under <c>CI=true</c> it fails.</remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GitSwarm.TestKit.RemoteTheoryDiscoverer", "GitSwarm.TestKit")]
public sealed class RemoteTheoryAttribute : FactAttribute
{
    /// <param name="transports">Only these; none means every one.</param>
    public RemoteTheoryAttribute(params RemoteTransport[] transports) =>
        Transports = transports.Length == 0 ? Enum.GetValues<RemoteTransport>() : transports;

    /// <summary>The transports to go over.</summary>
    public RemoteTransport[] Transports { get; }
}
