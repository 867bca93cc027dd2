namespace GitSwarm.Tests.Binary;

/// <summary>One repository for all the tests of a class that leave it as it was.</summary>
public sealed class SharedCli : IDisposable
{
    public Cli Cli { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => Cli.Dispose();
}
