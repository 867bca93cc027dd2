namespace GitSwarm.Sessions;

/// <summary>What is stored as a blob of its own.</summary>
public interface IStoredRecord
{
    /// <summary>Format version.</summary>
    int Version { get; }

    /// <summary>False where an element of a list is missing, which no reader of JSON notices: whoever writes to a remote may have put it so.</summary>
    bool IsWhole => true;
}
