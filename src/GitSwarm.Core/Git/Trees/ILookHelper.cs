namespace GitSwarm.Git.Trees;

/// <summary>What looks share that do without git.</summary>
internal interface ILookHelper : IDisposable
{
    /// <summary>Takes part in the looks of others, on a thread that has none left to begin.</summary>
    void Help();
}
