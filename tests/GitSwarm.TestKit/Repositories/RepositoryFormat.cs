namespace GitSwarm.TestKit;

/// <summary>The kinds of repository the store must work in.</summary>
public enum RepositoryFormat
{
    /// <summary>One file a ref, SHA-1: what git makes by default.</summary>
    Files,

    /// <summary>Refs in tables; git 2.45 and newer.</summary>
    Reftable,

    /// <summary>Object ids of 64 digits.</summary>
    Sha256,

    /// <summary>No work tree of its own.</summary>
    Bare,
}
