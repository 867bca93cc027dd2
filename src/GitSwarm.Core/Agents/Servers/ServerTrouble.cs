namespace GitSwarm.Agents.Servers;

/// <summary>Why a server is not asked any further, in one line without anything it said.</summary>
/// <param name="reason">Why.</param>
/// <param name="isAuthenticated">False where it did not let us in.</param>
internal sealed class ServerTrouble(string reason, bool isAuthenticated = true) : Exception(reason)
{
    /// <summary>False where it did not let us in.</summary>
    public bool IsAuthenticated => isAuthenticated;
}
