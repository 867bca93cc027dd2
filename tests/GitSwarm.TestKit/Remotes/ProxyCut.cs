namespace GitSwarm.TestKit;

/// <summary>A cut that is to come.</summary>
/// <param name="Remaining">How many bytes pass until then.</param>
/// <param name="Direction">Which bytes are counted.</param>
/// <param name="Then">What the proxy does from then on.</param>
internal sealed record ProxyCut(long Remaining, ProxyDirection Direction, ProxyMode Then);
